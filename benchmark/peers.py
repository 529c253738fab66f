"""One fit of a Python library: reads {X, y} as JSON, writes seconds, peak memory, components.

    python3 peers.py PEER input.json output.json

The libraries are found as Python finds modules (PYTHONPATH); scikit-learn comes with Debian's python3-sklearn.
"""
import json
import resource
import sys
import time
import types
import warnings

import numpy as np

warnings.filterwarnings("ignore")


def sklearn_nca(X, y):
    from sklearn.neighbors import NeighborhoodComponentsAnalysis

    return NeighborhoodComponentsAnalysis(init="identity", max_iter=1000).fit(X, y)


def pylmnn_lmnn(X, y):
    # only its search of hyperparameters, not used here, needs GPyOpt
    search = types.ModuleType("pylmnn.bayesopt")
    search.find_hyperparams = None
    sys.modules["pylmnn.bayesopt"] = search
    from pylmnn import LargeMarginNearestNeighbor

    return LargeMarginNearestNeighbor(
        n_neighbors=3, init="identity", max_iter=1000, tol=1e-7
    ).fit(X, y)


def metric_learn_lmnn(X, y):
    from metric_learn import LMNN

    return LMNN(init="identity", n_neighbors=3, max_iter=1000).fit(X, y)


def metric_learn_scml(X, y):
    from metric_learn import SCML_Supervised

    return SCML_Supervised(random_state=0).fit(X, y)


PEERS = {
    "sklearn-nca": sklearn_nca,
    "pylmnn-lmnn": pylmnn_lmnn,
    "metric-learn-lmnn": metric_learn_lmnn,
    "metric-learn-scml": metric_learn_scml,
}


def main(peer, source, destination):
    with open(source) as file:
        data = json.load(file)
    X = np.array(data["X"])
    # metric-learn wants integers
    y = np.unique(data["y"], return_inverse=True)[1]
    started = time.perf_counter()
    model = PEERS[peer](X, y)
    seconds = time.perf_counter() - started
    result = {
        "seconds": seconds,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "components": np.real(model.components_).tolist(),
    }
    with open(destination, "w") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
