#!/usr/bin/env python3
"""measure.py FOLDER WHAT...: see Tests/benchmark, which starts the server in FOLDER/server and calls this."""
import csv
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time

import peer

HERE = pathlib.Path(__file__).parent
FOLDER = pathlib.Path(sys.argv[1])
PROGRAM = os.environ["BOARD_REPORT"]
ROWS = os.environ["ROWS_BENCHMARK"]
TURNS = int(os.environ.get("TURNS", "5"))
QUICK = "QUICK" in os.environ
SERVER = f"host={FOLDER}/server port=5432 user=postgres"
QUARTER = ["--quarter", "2015/16-Q3", "--today", "2016-01-20"]
PEERS = ("psycopg", "pandas", "polars", "duckdb")
TEN_YEARS = ["--from", "2010-01-01", "--to", "2019-12-31", "--today", "2020-01-20"]


def sizes(history=916_000, quarter=25_000, projects=2_200, boroughs=33, closed=None, since=2010):
    """A programme's sizes; as many closed commissions as the contract's shape has for its history."""
    closed = history // 33 if closed is None else closed
    return dict(projects=projects, commissions=projects + closed, quarter_days=quarter, earlier_days=quarter * 29 // 25,
                history_days=history, boroughs=boroughs, since=since)


def longer(days):
    """So many days before the quarter, 25,000 a quarter like its own: a year of them or up to a thousand, and four years after."""
    years = days // 100_000
    return sizes(history=days * (years + 4) // years, since=2015 - years)


MAIN = sizes(history=9_160_000, quarter=250_000, projects=22_000, closed=278_000)


def run(words, output=subprocess.DEVNULL, stdin=None):
    """Milliseconds, peak KiB, processor milliseconds of one command and what it said on stderr."""
    start = time.monotonic()
    with open(FOLDER / "said", "w+b") as said:
        process = subprocess.Popen(words, stdout=output, stderr=said, stdin=stdin)
        _, status, usage = os.wait4(process.pid, 0)
        took = (time.monotonic() - start) * 1000
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words_said = said.read().decode(errors="replace")
    if process.returncode != 0:
        raise RuntimeError(f"{words[0]} ended {process.returncode}: {words_said[-500:]}")
    return took, usage.ru_maxrss, (usage.ru_utime + usage.ru_stime) * 1000, words_said


def psql(database, *words, **settings):
    return run(["psql", f"{SERVER} dbname={database}", "-Xq", "-v", "ON_ERROR_STOP=1", *words], **settings)


def programme(shape):
    """The database that holds a programme of these sizes, made unless it is there already."""
    name = "p" + "_".join(str(n) for n in shape.values())
    asked = ["psql", f"{SERVER} dbname=postgres", "-XAtc", f"select 1 from pg_database where datname = '{name}_done'"]
    if not subprocess.run(asked, capture_output=True, check=True).stdout:
        psql("postgres", "-c", f"drop database if exists {name}", "-c", f"create database {name}")
        run([PROGRAM, "database", "create", "--database", f"{SERVER} dbname={name}"])
        took, *_ = psql(name, "-f", str(HERE / "programme.sql"), *(w for k, v in shape.items() for w in ("-v", f"{k}={v}")))
        print(f"made {shape} in {took / 1000:.0f} s", file=sys.stderr)
        psql("postgres", "-c", f"create database {name}_done template template0")
    return name


def report(name, period):
    shutil.rmtree(FOLDER / "reports", ignore_errors=True)
    return run([PROGRAM, "run", "--database", f"{SERVER} dbname={name}", "--output", str(FOLDER / "reports"), "--verbose", *period])


def floor_script(name, period):
    """One run's own reads, from the server's log, as a psql script."""
    psql("postgres", "-c", f"alter database {name} set log_statement = 'all'")
    log = FOLDER / "server" / "log"
    begin = log.stat().st_size
    report(name, period)
    psql("postgres", "-c", f"alter database {name} reset log_statement")
    with open(log, "rb") as file, open(FOLDER / "run.log", "wb") as copy:
        file.seek(begin)
        shutil.copyfileobj(file, copy)
    script = FOLDER / "floor.sql"
    with open(script, "wb") as file:
        subprocess.run([sys.executable, str(HERE / "replay.py"), str(FOLDER / "run.log")], stdout=file, check=True)
    return script


def by_hand(name, *queries):
    """What psql needs to write the answers to queries written by hand."""
    copies = [word for query in queries for word in ("-c", f"copy ({query}) to stdout csv header")]
    with open(FOLDER / "by-hand.csv", "wb") as file:
        return psql(name, "-c", "set jit = off", *copies, output=file)


def rows_alone(name):
    """Projects, days and outcomes as the program makes them, without all else that a report is."""
    shutil.rmtree(FOLDER / "rows", ignore_errors=True)
    return run([ROWS, f"{SERVER} dbname={name}", QUARTER[1], QUARTER[3], str(FOLDER / "rows")])


def contenders(name, period):
    """What runs side by side, in turns: name and how to run it."""
    script = str(floor_script(name, period))
    yield "board-report run", lambda: report(name, period)
    yield "psql, the program's own reads", lambda: psql(name, "-f", script)
    if period is not QUARTER:
        return
    yield "board-report: projects, days, outcomes alone", lambda: rows_alone(name)
    yield "psql, project facts by hand", lambda: by_hand(name, peer.FACTS)
    yield "psql, projects, days, outcomes by hand", lambda: by_hand(name, peer.FACTS, peer.DAYS, peer.OUTCOMES)
    for way in PEERS:
        words = [sys.executable, str(HERE / "peer.py"), way, f"{SERVER} dbname={name}", str(FOLDER / way)]
        yield f"{way}: project facts", lambda words=words: run([*words, "projects"])
        yield f"{way}: projects, days, outcomes", lambda words=words: run(words)


def side_by_side(name, period):
    """Medians in turns, so that whatever else the machine does falls on all alike."""
    runs, phases = {}, []
    ways = dict(contenders(name, period))
    for _ in range(TURNS):
        for way in list(ways):
            try:
                took = ways[way]()
            except RuntimeError as error:
                print(f"left out: {way}: {error}", file=sys.stderr)
                del ways[way]
                continue
            runs.setdefault(way, []).append(took)
            phases += [line for line in took[3].splitlines() if " took " in line]
    floor = statistics.median(t[0] for t in runs["psql, the program's own reads"])
    print("| what | median s | × floor | processor s | peak MB |\n|---|---:|---:|---:|---:|")
    for way, took in runs.items():
        ms = statistics.median(t[0] for t in took)
        print(f"| {way} | {ms / 1000:.2f} | {ms / floor:.2f} | {statistics.median(t[2] for t in took) / 1000:.2f}"
              f" | {max(t[1] for t in took) / 1024:.0f} |")
    print("\n" + "\n".join(phases) + "\n", flush=True)
    if period is QUARTER:
        agree([way for way in PEERS if f"{way}: projects, days, outcomes" in runs])


def agree(peers):
    """The figures are the same, whoever made them; else all this measures nothing."""
    issue, rows = (FOLDER / place / "2015-16-Q3" / "1" for place in ("reports", "rows"))
    for file in ("projects.csv", "days.csv", "outcomes.csv"):
        if (issue / file).read_bytes() != (rows / file).read_bytes():
            raise RuntimeError(f"{file} alone is not the report's")
    subprocess.run([sys.executable, str(HERE / "agree.py"), str(issue), *(str(FOLDER / way) for way in peers)], check=True)


def start():
    """What beginning costs: help, an unchanged run and a sample's report from a running server, beside psql's select 1."""
    psql("postgres", "-c", "drop database if exists sample", "-c", "create database sample")
    database = f"{SERVER} dbname=sample"
    run([PROGRAM, "database", "create", "--database", database])
    run([PROGRAM, "import", str(HERE.parent.parent / "sql/sample"), "--database", database])
    words = [PROGRAM, "run", "--quarter", "2010/11-Q3", "--database", database, "--output"]
    ways = {
        "psql -c 'select 1'": lambda: ["psql", database, "-Xqc", "select 1"],
        "board-report --help": lambda: [PROGRAM, "--help"],
        "the sample's report": lambda: [*words, str(FOLDER / "fresh")],
        "unchanged": lambda: [*words, str(FOLDER / "kept")],
    }
    run(ways["unchanged"]())
    took = {way: [] for way in ways}
    for _ in range(max(TURNS, 11)):
        for way, command in ways.items():
            shutil.rmtree(FOLDER / "fresh", ignore_errors=True)
            took[way].append(run(command()))
    print("| what | median ms | least ms | processor ms | system calls | peak MB |\n|---|---:|---:|---:|---:|---:|")
    for way, command in ways.items():
        shutil.rmtree(FOLDER / "fresh", ignore_errors=True)
        run(["strace", "-f", "-c", "-o", str(FOLDER / "calls"), *command()])
        calls = re.findall(r"^100\.00\s+\S+\s+\S*\s+(\d+).*total$", (FOLDER / "calls").read_text(), re.M)
        ms = [t[0] for t in took[way]]
        print(f"| {way} | {statistics.median(ms):.0f} | {min(ms):.0f} | {statistics.median(t[2] for t in took[way]):.0f}"
              f" | {calls[0] if calls else '?'} | {max(t[1] for t in took[way]) / 1024:.0f} |")
    print(f"\nThe program is {os.path.getsize(PROGRAM) / 1e6:.1f} MB.", flush=True)


def points(first, last):
    """A decade apart; LARGEST lifts or lowers the last."""
    last = min(last, int(os.environ.get("LARGEST", str(10 ** 7))))
    return [10 ** n for n in range(first, 12) if 10 ** n <= (min(last, 10 ** (first + 1)) if QUICK else last)]


CURVES = {
    "history": lambda: [(n, longer(n)) for n in points(5, 10 ** 8)],
    "period": lambda: [(n, sizes(quarter=n, history=916_000, projects=2_200)) for n in points(4, 10 ** 7)],
    "projects": lambda: [(n, sizes(projects=n)) for n in points(2, 10 ** 6)],
    "boroughs": lambda: [(n, sizes(boroughs=n)) for n in points(1, 10 ** 5)],
}


def curve(what):
    with open(FOLDER / f"{what}.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([what, "report_ms", "floor_ms", "peak_kib"])
        for size, shape in CURVES[what]():
            name = programme(shape)
            script = str(floor_script(name, QUARTER))
            took = [(report(name, QUARTER), psql(name, "-f", script)) for _ in range(TURNS)]
            row = [size, *(round(statistics.median(t[way][0] for t in took)) for way in (0, 1)), max(t[0][1] for t in took)]
            rows.writerow(row)
            file.flush()
            print("| {} | {:.2f} | {:.2f} | {:.0f} |".format(f"{what} {size}", row[1] / 1000, row[2] / 1000, row[3] / 1024), flush=True)


def main():
    for what in sys.argv[2:]:
        print(f"\n## {what}\n", flush=True)
        if what == "start":
            start()
        elif what in CURVES:
            curve(what)
        else:
            name = programme(MAIN if what in ("main", "years") else sizes())
            side_by_side(name, TEN_YEARS if what == "years" else QUARTER)
    if any((FOLDER / f"{what}.csv").exists() for what in CURVES):
        run([sys.executable, str(HERE / "draw.py"), str(FOLDER)])


main()
