"""Times the search for nearest neighbours with scikit-learn among the rows of a task folder, and writes the fastest.

    python3 timeNeighbors.py FOLDER

Exits with 3 where scikit-learn is not there.
"""
import json
import pathlib
import sys
import time

NOT_THERE = 3
try:
    import numpy as np
    from sklearn.neighbors import NearestNeighbors
except ImportError as error:
    print(error, file=sys.stderr)
    sys.exit(NOT_THERE)

folder = pathlib.Path(sys.argv[1])
task = json.loads((folder / "task.json").read_text())
settings = task["settings"]
X = np.fromfile(folder / "rows.f64").reshape(-1, task["columns"])
queries = np.asarray(settings["queries"])
model = NearestNeighbors(n_neighbors=settings["k"], algorithm=settings["with"]).fit(X)
seconds = float("inf")
first = time.perf_counter()
while True:
    started = time.perf_counter()
    distances, _ = model.kneighbors(queries)
    now = time.perf_counter()
    seconds = min(seconds, now - started)
    if now - first >= task["repeating"]:
        break
result = {"seconds": seconds, "distances": distances[:20].tolist()}
(folder / "result.json").write_text(json.dumps(result))
