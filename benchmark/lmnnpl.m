% Times the authors' LMNN-PL on rows that the benchmark wrote; prints "seconds objective iterations" as one line of JSON.
% Called with: the folder of their code, a CSV of the training rows with the label last, mu, lambda, tau, repeats.
arguments = argv();
addpath(arguments{1});
addpath(fullfile(arguments{1}, 'help_functions'));
table = csvread(arguments{2});
X = table(:, 1:end-1);
Y = table(:, end);
pars = struct('k', 3, 'v', 10, 'm', 10, 'alpha', 1, 'max_iter', 1000, 'eta', 1e-7, ...
  'N', rows(X), 'p', columns(X), 'epsilon', 1e-10, 'eps', 1e-10, 'i_round', 1, ...
  'mu', str2double(arguments{3}), 'lambda', str2double(arguments{4}), 'tau', str2double(arguments{5}));
best = Inf;
for repeat = 1:str2double(arguments{6})
  started = tic;
  [L, ~, result] = LMNN_PL(Initialize(X, Y, pars), pars, struct());
  best = min(best, toc(started));
end
trace = result.obj_trace{1};
printf('{"seconds":%.6f,"objective":%.15g,"iterations":%d}\n', best, min(trace(1:result.iter)), result.iter);
