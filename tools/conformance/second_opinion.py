"""What pyHanko says of each PDF named on stdin, one JSON a line: are the signatures intact and valid, and what changed since."""
import json
import logging
import sys

logging.disable(logging.CRITICAL)

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def judge(path):
    with open(path, "rb") as handle:
        reader = PdfFileReader(handle, strict=False)
        found = []
        for signature in reader.embedded_regular_signatures:
            status = validate_pdf_signature(signature, ValidationContext(trust_roots=[], allow_fetching=False))
            level = status.modification_level
            found.append({"intact": status.intact, "valid": status.valid, "level": level.name if level is not None else None, "coverage": status.coverage.name})
        return found


for line in sys.stdin:
    path = line.rstrip("\n")
    try:
        print(json.dumps({"file": path, "signatures": judge(path)}), flush=True)
    except Exception as error:  # every failure of this judge is its verdict
        print(json.dumps({"file": path, "error": f"{type(error).__name__}: {error}"[:200]}), flush=True)
