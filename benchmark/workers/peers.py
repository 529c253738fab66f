"""Fits an estimator of a Python library to the rows of a task folder, and writes what that took.

    python3 peers.py FOLDER [where libraries are looked for ...]
    python3 peers.py versions [where ...]

Exits with 3 where the library is not there. All parameters are the defaults of the library, except for the start and for those that
the task has. It repeats the fit for as many seconds as it is asked to, and counts the fastest.
"""
import importlib
import json
import pathlib
import re
import resource
import sys
import time
import types
import warnings

warnings.filterwarnings("ignore")
NOT_THERE = 3

try:
    import numpy as np
except ImportError as error:
    # then none of them is
    if sys.argv[1] != "versions":
        print(error, file=sys.stderr)
        sys.exit(NOT_THERE)


def sklearn_nca(**parameters):
    from sklearn.neighbors import NeighborhoodComponentsAnalysis

    class CountedNCA(NeighborhoodComponentsAnalysis):
        evaluations = 0

        def _loss_grad_lbfgs(self, *args):
            self.evaluations += 1
            return super()._loss_grad_lbfgs(*args)

    model = CountedNCA(init="identity")
    return model.set_params(**parameters)


def pylmnn_lmnn(**parameters):
    # only its search of hyperparameters, not used here, needs GPyOpt
    search = types.ModuleType("pylmnn.bayesopt")
    search.find_hyperparams = None
    sys.modules["pylmnn.bayesopt"] = search
    from pylmnn import LargeMarginNearestNeighbor

    return LargeMarginNearestNeighbor(init="identity", **parameters)


def metric_learn_lmnn():
    from metric_learn import LMNN

    return LMNN(init="identity")


def metric_learn_scml():
    from metric_learn import SCML_Supervised

    return SCML_Supervised(random_state=0)


class ARML:
    """The authors' learner with the settings of their config/mahalanobis.ini, on one thread."""

    def __init__(self, candidates=1):
        import torch
        from metric_robustness.learning.verifier_based_learners import TripleLearner

        torch.set_num_threads(1)
        self.candidates = candidates
        self.learner = TripleLearner(
            optimizer="adam",
            optimizer_params={},
            criterion="neg",
            criterion_params={},
            n_epochs=1000,
            batch_size=None,
            random_initialization=False,
            update_triple=True,
            device="cpu",
            seed=42,
            verbose=False,
        )

    def fit(self, X, y):
        matrix = self.learner(X, y, n_candidate_mins=self.candidates)
        values, vectors = np.linalg.eigh(matrix)
        self.components_ = np.sqrt(np.maximum(values, 0))[:, None] * vectors.T
        return self


PEERS = {
    "sklearn-nca": sklearn_nca,
    "pylmnn-lmnn": pylmnn_lmnn,
    "metric-learn-lmnn": metric_learn_lmnn,
    "metric-learn-scml": metric_learn_scml,
    "arml": ARML,
}


# as the libraries call them
PARAMETERS = {"tolerance": "tol", "iterations": "max_iter", "candidates": "candidates"}


def run(folder):
    task = json.loads((folder / "task.json").read_text())
    X = np.fromfile(folder / "rows.f64").reshape(-1, task["columns"])
    y = np.fromfile(folder / "classes.i32", dtype=np.int32)
    settings = task["settings"]
    parameters = {PARAMETERS[name]: value for name, value in settings["parameters"].items()}
    try:
        model = PEERS[settings["peer"]](**parameters)
    except ImportError as error:
        print(error, file=sys.stderr)
        sys.exit(NOT_THERE)

    seconds = float("inf")
    first = time.perf_counter()
    while True:
        model.evaluations = 0
        started = time.perf_counter()
        model.fit(X, y)
        now = time.perf_counter()
        seconds = min(seconds, now - started)
        if now - first >= task["repeating"]:
            break
    result = {
        "seconds": seconds,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "components": np.real(model.components_).tolist(),
        # 0 where they are not counted
        "evaluations": model.evaluations,
    }
    (folder / "result.json").write_text(json.dumps(result))


def loaded_blas():
    """The files that numpy's products come from: the library behind an alias or inside a wheel, usually with its version."""
    maps = pathlib.Path("/proc/self/maps")
    if not maps.exists():
        return []
    files = {pathlib.Path(line.split()[-1]).name for line in maps.read_text().splitlines()}
    names = [name for name in files if re.match(r"lib(\w*blas|mkl_rt|blis)", name)]
    # where an alias stands for OpenBLAS, its file loads the library itself
    return sorted(name for name in names if "openblas" in name) or sorted(names)


def versions(folders):
    found = {"python": sys.version.split()[0]}
    for name in ("numpy", "sklearn", "metric_learn", "torch"):
        try:
            found[name] = importlib.import_module(name).__version__
        except ImportError:
            pass
    # the only place where pylmnn says its version
    for folder in folders:
        setup = pathlib.Path(folder, "setup.py")
        if setup.exists() and setup.parent.name == "pylmnn":
            match = re.search(r"__version__ = '(.+)'", setup.read_text())
            found["pylmnn"] = match.group(1) if match else "unknown"
    blas = loaded_blas()
    if blas:
        found["BLAS of Python"] = ", ".join(blas)
    print(json.dumps(found))


if __name__ == "__main__":
    what, *where = sys.argv[1:]
    sys.path[:0] = where
    if what == "versions":
        versions(where)
    else:
        run(pathlib.Path(what))
