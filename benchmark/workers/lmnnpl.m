% Fits the authors' LMNN-PL to the rows of a task folder, and writes what that took.
% Called with: the task folder, the folder of their code.
arguments = argv();
folder = arguments{1};
addpath(arguments{2});
addpath(fullfile(arguments{2}, 'help_functions'));
task = jsondecode(fileread(fullfile(folder, 'task.json')));
file = fopen(fullfile(folder, 'rows.f64'));
X = fread(file, [task.columns, Inf], 'double')';
fclose(file);
file = fopen(fullfile(folder, 'classes.i32'));
Y = fread(file, Inf, 'int32');
fclose(file);
pars = struct('k', 3, 'v', 10, 'm', 10, 'alpha', 1, 'max_iter', 1000, 'eta', 1e-7, ...
  'N', rows(X), 'p', columns(X), 'epsilon', 1e-10, 'eps', 1e-10, 'i_round', 1, ...
  'mu', task.settings.mu, 'lambda', task.settings.lambda, 'tau', task.settings.tau);
seconds = Inf;
first = tic;
do
  started = tic;
  [L, ~, result] = LMNN_PL(Initialize(X, Y, pars), pars, struct());
  seconds = min(seconds, toc(started));
until toc(first) >= task.repeating
trace = result.obj_trace{1};
[~, fields] = regexp(fileread('/proc/self/status'), 'VmHWM:\s*(\d+)', 'match', 'tokens');
file = fopen(fullfile(folder, 'result.json'), 'w');
fprintf(file, '%s', jsonencode(struct('seconds', seconds, 'megabytes', str2double(fields{1}{1}) / 1024, ...
  'components', L', 'objective', min(trace(1:result.iter)))));
fclose(file);
