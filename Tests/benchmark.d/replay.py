#!/usr/bin/env python3
"""replay.py LOG: the statements a run sent, from a server's log (log_statement = all), as a psql script.

The floor of a report is what the server and psql need for exactly these statements, so they are taken from the program's own
run and never drift from it. Extended protocol: the parameters stand in the DETAIL line after each. The statements of both
sessions are replayed in one, answers to /dev/null.
"""
import re
import sys

ENTRY = re.compile(r"\n(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)")
HEAD = re.compile(r"^\S+ \S+ \S+ \[(\d+)\] (\w+):\s+(.*)", re.S)
PARAMETER = re.compile(r"\$(\d+) = (NULL|'(?:[^']|'')*')")
# What reads the programme's rows; what sets a session up, locks or looks at the catalogue belongs to the run, not to the floor.
READS = re.compile(r"^(/\*.*?\*/|--[^\n]*\n|\s)*(select|with|copy|table|declare|fetch|move|close)\b", re.I | re.S)


def statements(log):
    """Each statement and the parameters bound to it, in the order the server had them."""
    asked = {}
    for entry in ENTRY.split(log):
        head = HEAD.match(entry)
        if not head:
            continue
        session, kind, words = head.groups()
        if kind == "LOG" and (said := re.match(r"(?:statement|execute [^:]*): (.*)", words, re.S)):
            if session in asked:
                yield asked[session], {}
            asked[session] = said[1].replace("\n\t", "\n")
        elif kind == "DETAIL" and session in asked and words.startswith("parameters:"):
            yield asked.pop(session), dict(PARAMETER.findall(words.replace("\n\t", "\n")))
    for statement in asked.values():
        yield statement, {}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        log = file.read()
    print("\\set ON_ERROR_STOP on\n\\o /dev/null\nbegin isolation level repeatable read read only;")
    for statement, values in statements(log):
        if statement.upper().startswith("BEGIN") and "SET LOCAL" in statement:
            for setting in re.findall(r"SET LOCAL \w+ = '[^']*'", statement):
                if "timeout" not in setting:
                    print(setting + ";")
        elif '"programme".' in statement and READS.match(statement):
            bound = re.sub(r"\$(\d+)", lambda found: values.get(found[1], found[0]), statement)
            print(bound.rstrip().rstrip(";") + "\n;")
    print("commit;")


main()
