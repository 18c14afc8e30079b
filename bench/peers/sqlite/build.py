"""Writes the rows into a database that is quick to read over HTTP: items newest first, so that a page of a list is a few neighbours,
and a narrow table beside them for ranges and counts."""

import json
import re
import sqlite3
import sys


def days(date):
    """First and last day, and whether it is but a year."""
    if date is None:
        return None, None, 0
    return (date + "-01-01", date + "-12-31", 1) if len(date) == 4 else (date, date, 0)


def newest_first(path):
    """Where each row begins, newest first."""
    keys = []
    with open(path, "rb") as rows:
        offset = 0
        for number, line in enumerate(rows):
            first, _, coarse = days(json.loads(line)["date"])
            # Days as numbers that fall: undated last.
            keys.append((-int(first.replace("-", "")) if first else 0, coarse, number, offset))
            offset += len(line)
    return [key[3] for key in sorted(keys)]


rows, out = sys.argv[1:]
database = sqlite3.connect(out)
database.executescript("""
    pragma page_size = 4096;
    pragma journal_mode = off;
    pragma synchronous = off;
    create table items(place integer primary key, id, title, type, date, summary);
    create table narrow(place integer primary key, first, last, type);
    create virtual table words using fts5(title, summary, body, content='', tokenize='unicode61', prefix='3', detail=column);
""")
with open(rows, "rb") as file:
    for place, offset in enumerate(newest_first(rows)):
        file.seek(offset)
        row = json.loads(file.readline())
        kind = re.sub(r"[^\w]+", "-", row["type"].lower())
        first, last, _ = days(row["date"])
        database.execute("insert into items values(?, ?, ?, ?, ?, ?)", (place, row["id"], row["title"], kind, row["date"], row["summary"]))
        database.execute("insert into narrow values(?, ?, ?, ?)", (place, first, last, kind))
        text = (place, row["title"], row["summary"], row["body"])
        database.execute("insert into words(rowid, title, summary, body) values(?, ?, ?, ?)", text)
database.execute("create index by_day on narrow(first, last, type)")
database.execute("insert into words(words) values('optimize')")
database.commit()
database.execute("vacuum")
database.close()
