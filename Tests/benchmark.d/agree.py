#!/usr/bin/env python3
"""agree.py ISSUE FOLDER...: compares projects, days and outcomes of an issue with those a peer wrote, cell by cell.

Prints a row a peer; exits 1 where a cell differs. A peer gives columns as the database has them: what the program makes of them
(nothing delivered is nought, an agreement with its variations, a rating not before it came) is made of them here, too.
"""
import csv
import datetime
import decimal
import pathlib
import sys

UNTIL = "2016-01-01"
SAME = ("reference borough_code borough title theme arrangement requested_on starts_on due_on completed_on case_study_on "
        "strands outcomes_in_period").split()
RENAMED = dict(days_agreed_originally="days_agreed", advisers_in_period="advisers", first_day_on="first_on", last_day_on="last_on",
               outcomes_achieved="achieved", outcomes_enabling="enabling", outcomes_expected="expected",
               outcomes_not_achieved="not_achieved", strands_completed="done", boroughs_reached="boroughs")
SUMS = dict(days_in_period="in_period", days_year_to_date="year_to_date", days_to_date="to_date")


def plain(cell):
    """One form for what is written in several: numbers, and moments without their fractions and marks."""
    try:
        return format(decimal.Decimal(cell).normalize(), "f")
    except decimal.InvalidOperation:
        pass
    if len(cell) > 18 and cell[4:5] == "-" and cell[13:14] == ":":
        return datetime.datetime.fromisoformat(cell[:19]).isoformat()
    return cell


def project(row):
    cells = {name: row[name] for name in SAME} | {ours: row[theirs] for ours, theirs in RENAMED.items()}
    cells |= {ours: row[theirs] or "0" for ours, theirs in SUMS.items()}
    agreed, change = row["days_agreed"], row["change"] or "0"
    cells["days_agreed"] = str(decimal.Decimal(agreed) + decimal.Decimal(change)) if agreed else ""
    cells["rating"] = row["rating"] if row["received_on"] and row["received_on"][:10] < UNTIL else ""
    return cells


FILES = {
    "projects": (project, ["commission_id"]),
    "days": (lambda row: {name: row[name] for name in ("reference", "days", "recorded_at")},
             ["commission_id", "worked_on", "adviser_id", "activity"]),
    "outcomes": (lambda row: {name: row[name] for name in ("reference", "observed_on", "kind", "stage", "summary", "recorded_at")},
                 ["commission_id", "outcome_no"]),
}


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def compare(issue, peer):
    cells = differing = 0
    for name, (make, key) in FILES.items():
        if not (peer / f"{name}.csv").exists():
            continue
        theirs = {tuple(row[column] for column in key): make(row) for row in rows(peer / f"{name}.csv")}
        for row in rows(issue / f"{name}.csv"):
            wanted = theirs.pop(tuple(row[column] for column in key), None)
            if wanted is None:
                wanted = {"": "a row only the program has"}
            for column, cell in wanted.items():
                cells += 1
                differing += plain(cell) != plain(row.get(column, ""))
        differing += len(theirs)
    return cells, differing


def main():
    issue, wrong = pathlib.Path(sys.argv[1]), 0
    print("| peer | cells | differing |\n|---|---:|---:|")
    for peer in map(pathlib.Path, sys.argv[2:]):
        cells, differing = compare(issue, peer)
        wrong += differing
        print(f"| {peer.name} | {cells:,} | {differing:,} |", flush=True)
    sys.exit(1 if wrong else 0)


main()
