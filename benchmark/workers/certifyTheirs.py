"""Certifies rows of a task folder by the authors' verifier (wangwllu/provably_robust_metric_learning), and writes what that took.

    python3 certifyTheirs.py FOLDER [where libraries are looked for ...]

Exits with 3 where the library is not there. As in their main_knn_verify.py: single precision, and one row after the other.
It takes (k + 1) / 2 for both orders, which is right for odd k. Where the prediction is wrong, it finds 0 as well.
"""
import json
import pathlib
import sys
import time

NOT_THERE = 3
folder, *where = sys.argv[1:]
sys.path[:0] = where
folder = pathlib.Path(folder)
try:
    import numpy as np
    import torch
    from metric_robustness.evaluation.knn.mahalanobis_knn_verifiers import (
        batch_triple_verify,
    )
except ImportError as error:
    print(error, file=sys.stderr)
    sys.exit(NOT_THERE)

torch.set_num_threads(1)
task = json.loads((folder / "task.json").read_text())
settings = task["settings"]


def tensor(values):
    return torch.tensor(np.asarray(values), dtype=torch.float)


X = tensor(np.fromfile(folder / "rows.f64").reshape(-1, task["columns"]))
y = torch.tensor(np.fromfile(folder / "classes.i32", dtype=np.int32))
matrix = tensor(settings["matrix"])
queries = tensor(settings["queries"])


def certify(query, label):
    own = y == label
    return batch_triple_verify(query, X[own], X[~own], settings["k"], M=matrix)


# a first run, as ours has
certify(queries[0], settings["labels"][0])
started = time.perf_counter()
radii = [certify(*pair) for pair in zip(queries, settings["labels"])]
seconds = time.perf_counter() - started
(folder / "result.json").write_text(json.dumps({"seconds": seconds, "radii": radii}))
