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


def filled(name, template, fill):
    """The database of this name, made from another and filled unless it is there already."""
    known = ["psql", f"{SERVER} dbname=postgres", "-XAtc", f"select 1 from pg_database where datname = '{name}_done'"]
    if not subprocess.run(known, capture_output=True, check=True).stdout:
        psql("postgres", "-c", f"drop database if exists {name}", "-c", f"create database {name} template {template} strategy file_copy")
        took = sum(step[0] for step in fill(name))
        print(f"made {name} in {took / 1000:.0f} s", file=sys.stderr)
        psql("postgres", "-c", f"create database {name}_done template template0")
    return name


def programme(shape):
    """The database that holds a programme of these sizes: clean rows in our own tables."""
    def fill(name):
        yield run([PROGRAM, "database", "create", "--database", f"{SERVER} dbname={name}"])
        yield psql(name, "-f", str(HERE / "programme.sql"), *(w for k, v in shape.items() for w in ("-v", f"{k}={v}")))
    return filled("p" + "_".join(str(n) for n in shape.values()), "template1", fill)


def both(shape):
    """The programme as it is and as a stranger keeps it."""
    tidy = programme(shape)
    return {"tidy": tidy, "untidy": filled(f"{tidy}_untidy", tidy, lambda name: [psql(name, "-f", str(HERE / "untidy.sql"))])}


def made(name, what):
    """An empty folder for what is made of a database."""
    folder = FOLDER / "made" / name / what
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return str(folder)


def report(name, period):
    return run([PROGRAM, "run", "--database", f"{SERVER} dbname={name}", "--output", made(name, "reports"), "--verbose", *period])


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
    script = FOLDER / "made" / name / "floor.sql"
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
    return run([ROWS, f"{SERVER} dbname={name}", QUARTER[1], QUARTER[3], made(name, "rows")])


OWN_READS = "psql, the program's own reads"
BY_HAND = "psql, project facts and sums by month by hand"


def contenders(name, period):
    """What runs side by side, in turns: name and how to run it."""
    script = str(floor_script(name, period))
    yield "board-report run", lambda: report(name, period)
    yield OWN_READS, lambda: psql(name, "-f", script)
    if period is not QUARTER:
        return
    yield "board-report: projects, days, outcomes alone", lambda: rows_alone(name)
    yield BY_HAND, lambda: by_hand(name, peer.FACTS, peer.MONTHS)
    yield "psql, project facts by hand", lambda: by_hand(name, peer.FACTS)
    yield "psql, projects, days, outcomes by hand", lambda: by_hand(name, peer.FACTS, peer.DAYS, peer.OUTCOMES)
    for way in PEERS:
        def words(way=way):
            return [sys.executable, str(HERE / "peer.py"), way, f"{SERVER} dbname={name}", made(name, way)]
        yield f"{way}: project facts", lambda words=words: run([*words(), "projects"])
        yield f"{way}: projects, days, outcomes", lambda words=words: run(words())


def side_by_side(names, period):
    """Medians in turns, so that whatever else the machine does falls on all alike."""
    runs, unit = {}, BY_HAND if period is QUARTER else OWN_READS
    ways = {(way, which): go for which, name in names.items() for way, go in contenders(name, period)}
    load = [os.getloadavg()[0]]
    for _ in range(TURNS):
        for key in list(ways):
            try:
                runs.setdefault(key, []).append(ways[key]())
            except RuntimeError as error:
                print(f"left out: {' of the '.join(key)}: {error}", file=sys.stderr)
                del ways[key]
                runs.pop(key, None)
        load.append(os.getloadavg()[0])
    print(f"Medians of {TURNS}; × is times: {unit}; load {min(load):.0f} to {max(load):.0f}.\n")
    print("| what |" + "".join(f" {which}: median s | × | processor s | peak MB |" for which in names))
    print("|---|" + "---:|" * 4 * len(names))
    for way in dict.fromkeys(way for way, _ in runs):
        print(f"| {way} |" + "".join(cells(runs, way, which, unit) for which in names))
    phases = {which: phase_medians(runs["board-report run", which]) for which in names}
    print("\n| phase of the run, median s |" + "".join(f" {which} |" for which in names) + "\n|---|" + "---:|" * len(names))
    for phase in next(iter(phases.values())):
        print(f"| {phase} |" + "".join(f" {phases[which][phase]:.2f} |" for which in names))
    if period is QUARTER:
        for which, name in names.items():
            print(f"\nThe {which} programme's cells:\n", flush=True)
            agree(name, [way for way in PEERS if (f"{way}: projects, days, outcomes", which) in runs])


def cells(runs, way, which, unit):
    """A way's part of its row: one programme's medians and highest peak."""
    if (way, which) not in runs:
        return " | | | |"
    def median(key, number):
        return statistics.median(took[number] for took in runs[key]) / 1000
    times = median((way, which), 0) / median((unit, which), 0)
    peak = max(took[1] for took in runs[way, which]) / 1024
    return f" {median((way, which), 0):.2f} | {times:.2f} | {median((way, which), 2):.2f} | {peak:.0f} |"


def phase_medians(runs):
    """Seconds a phase, as `run --verbose` says them."""
    found = [re.findall(r"([\w ]+) (\d+\.\d+)(?:,|$)", line.partition(" s:")[2]) for took in runs
             for line in took[3].splitlines() if " took " in line]
    return {phase.strip(): statistics.median(float(dict(said)[phase]) for said in found) for phase, _ in found[0]}


def agree(name, peers):
    """The figures are the same, whoever made them; else all this measures nothing."""
    folder = FOLDER / "made" / name
    issue, rows = (folder / place / "2015-16-Q3" / "1" for place in ("reports", "rows"))
    for file in ("projects.csv", "days.csv", "outcomes.csv"):
        if (issue / file).read_bytes() != (rows / file).read_bytes():
            raise RuntimeError(f"{file} alone is not the report's")
    subprocess.run([sys.executable, str(HERE / "agree.py"), str(issue), *(str(folder / way) for way in peers)], check=True)


def series(names):
    """What the series add to a run: the same issue with fewer and with more months of them, beside their sums by hand."""
    print("| months of the series |" + "".join(f" {which}: median s | processor s | peak MB | sums by hand, s |" for which in names))
    print("|---|" + "---:|" * 4 * len(names))
    lengths = (13, 36, 120)
    runs = {}
    for _ in range(TURNS):
        for months in lengths:
            for which, name in names.items():
                job = FOLDER / "series.yml"
                job.write_text(f"trend_months: {months}\n")
                by_month = peer.MONTHS.replace("'33 months'", f"'{months - 3} months'")
                runs.setdefault((months, which), []).append((
                    run([PROGRAM, "run", "--job", str(job), "--database", f"{SERVER} dbname={name}",
                         "--output", made(name, "reports"), *QUARTER]),
                    by_hand(name, by_month)))
    for months in lengths:
        row = f"| {months} |"
        for which in names:
            took = runs[months, which]
            def median(way, number):
                return statistics.median(pair[way][number] for pair in took) / 1000
            row += f" {median(0, 0):.2f} | {median(0, 2):.2f} | {max(t[0][1] for t in took) / 1024:.0f} | {median(1, 0):.2f} |"
        print(row, flush=True)


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
        elif what == "series":
            series(both(MAIN))
        else:
            names = both(MAIN if what in ("main", "years") else sizes())
            side_by_side(names, TEN_YEARS if what == "years" else QUARTER)
    if any((FOLDER / f"{what}.csv").exists() for what in CURVES):
        run([sys.executable, str(HERE / "draw.py"), str(FOLDER)])


main()
