#!/usr/bin/env python3
"""draw.py FOLDER: the growth curves measured there (history.csv and its kin) as FOLDER/growth.svg."""
import csv
import pathlib
import sys

import matplotlib
matplotlib.use("svg")
import matplotlib.pyplot as plot

folder = pathlib.Path(sys.argv[1])
names = {
    "history": "days before the quarter", "period": "days in the quarter", "projects": "projects in scope",
    "boroughs": "boroughs",
}
# A peer's projects.csv may lie there too: a curve's own begins with its name.
found = [
    path for name in names
    if (path := folder / f"{name}.csv").exists() and path.read_text().startswith(f"{name},")
]
if not found:
    sys.exit(0)
figure, panels = plot.subplots(1, len(found), figsize=(3.2 * len(found), 3.4), squeeze=False, sharey=True, layout="constrained")
for panel, path in zip(panels[0], found):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    sizes = [int(row[path.stem]) for row in rows]
    panel.loglog(sizes, [int(row["report_ms"]) / 1000 for row in rows], "o-", label="board-report, s")
    panel.loglog(sizes, [int(row["floor_ms"]) / 1000 for row in rows], "s--", label="psql, the same reads, s")
    panel.loglog(sizes, [int(row["peak_kib"]) / 102400 for row in rows], "^:", label="peak memory, 100 MB")
    panel.set_xlabel(names[path.stem])
    panel.grid(True, which="major", alpha=0.3)
handles, labels = panels[0][0].get_legend_handles_labels()
figure.legend(handles, labels, loc="outside upper center", ncols=3, fontsize="small")
figure.savefig(folder / "growth.svg")
