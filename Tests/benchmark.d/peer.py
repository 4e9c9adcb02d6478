#!/usr/bin/env python3
"""peer.py WAY CONNINFO FOLDER: the project facts, days and outcomes of the quarter as CSV files, as scripts make them.

WAY is psycopg (SQL's own COPY), pandas, polars (by ADBC) or duckdb (its postgres extension, the server running the query).
"""
import pathlib
import sys

FROM, UNTIL, YEAR = "2015-10-01", "2016-01-01", "2015-04-01"
HERE = pathlib.Path(__file__).parent


def of_the_quarter(file):
    """A query written by hand, with the quarter's dates in it."""
    query = (HERE / file).read_text()
    for name, day in (("f", FROM), ("t", UNTIL), ("y", YEAR)):
        query = query.replace(f":'{name}'", f"date '{day}'")
    return "\n".join(line for line in query.splitlines() if not line.startswith("--"))


FACTS, MONTHS = of_the_quarter("project-facts.sql"), of_the_quarter("monthly-sums.sql")
DAYS = f"""select d.*, c.reference from programme.days d join programme.commissions c using (commission_id)
where worked_on >= date '{FROM}' and worked_on < date '{UNTIL}' order by worked_on, commission_id, adviser_id, activity"""
OUTCOMES = f"""select o.*, c.reference from programme.outcomes o join programme.commissions c using (commission_id)
where observed_on >= date '{FROM}' and observed_on < date '{UNTIL}' order by observed_on, commission_id, outcome_no"""


def uri(conninfo):
    words = dict(word.split("=", 1) for word in conninfo.split())
    return f"postgresql:///{words['dbname']}?host={words['host']}&user={words['user']}&port={words.get('port', 5432)}"


def psycopg(conninfo, files):
    import psycopg
    with psycopg.connect(conninfo) as connection, connection.cursor() as cursor:
        cursor.execute("set jit = off")
        for path, query in files:
            with open(path, "wb") as file, cursor.copy(f"copy ({query}) to stdout csv header") as rows:
                for block in rows:
                    file.write(block)


def pandas(conninfo, files):
    import pandas
    import psycopg
    with psycopg.connect(conninfo) as connection:
        connection.execute("set jit = off")
        for path, query in files:
            cursor = connection.execute(query)
            pandas.DataFrame(cursor.fetchall(), columns=[column.name for column in cursor.description]).to_csv(path, index=False)


def polars(conninfo, files):
    import adbc_driver_postgresql.dbapi
    import polars
    with adbc_driver_postgresql.dbapi.connect(uri(conninfo)) as connection:
        with connection.cursor() as cursor:
            cursor.execute("set jit = off")
        for path, query in files:
            frame = polars.read_database(query, connection)
            # Exact numbers come as text marked as PostgreSQL's numeric; the mark is taken off, the text written as it is.
            numbers = [name for name, kind in frame.schema.items() if str(kind).startswith("Extension")]
            frame.with_columns(polars.col(name).ext.storage() for name in numbers).write_csv(path)


def duckdb(conninfo, files):
    import duckdb
    import duckdb_extension_postgres_scanner as extension
    connection = duckdb.connect()
    built = next(pathlib.Path(extension.__file__).parent.glob("extensions/*/*.duckdb_extension"))
    connection.execute(f"load '{built}'")
    connection.execute(f"attach '{conninfo} options=-cjit=off' as server (type postgres, read_only)")
    for path, query in files:
        text = query.replace("'", "''")
        connection.execute(f"copy (from postgres_query('server', '{text}')) to '{path}' (header)")


def main():
    way, conninfo, folder = sys.argv[1:4]
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    files = [(folder / "projects.csv", FACTS), (folder / "days.csv", DAYS), (folder / "outcomes.csv", OUTCOMES)]
    if len(sys.argv) > 4:
        files = files[:1]
    {"psycopg": psycopg, "pandas": pandas, "polars": polars, "duckdb": duckdb}[way](conninfo, files)


if __name__ == "__main__":
    main()
