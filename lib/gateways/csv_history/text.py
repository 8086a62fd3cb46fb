"""From the bytes of a file to its text."""

import codecs

from lib.gateways.csv_history.refusals import HistoryError

HOW_TO_EXPORT = "Export it on tastytrade's website under History, Transactions, as CSV."
SIGNATURES = {
    b"PK\x03\x04": ("excel_file", "This is an Excel file. Save it as CSV, or better: export the CSV again."),
    b"\xd0\xcf\x11\xe0": ("excel_file", "This is an Excel file. Save it as CSV, or better: export the CSV again."),
    b"%PDF": ("pdf_file", f"This is a PDF. The transaction history is needed as CSV. {HOW_TO_EXPORT}"),
}
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
NUL = b"\x00"


def text_of(data: bytes) -> str:
    """Decode UTF-8, UTF-16 or Windows' own, with or without a mark; raises HistoryError for anything else."""
    for signature, (code, message) in SIGNATURES.items():
        if data.startswith(signature):
            raise HistoryError(message, code=code)
    for encoding in encodings_of(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise HistoryError(f"This is not a text file. {HOW_TO_EXPORT}", code="not_text")


def encodings_of(data: bytes) -> tuple[str, ...]:
    """Return what to try, the likeliest first."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return (encoding,)
    if NUL in data[:2]:
        return ("utf-16-be",) if data.startswith(NUL) else ("utf-16-le",)
    return ("utf-8", "cp1252")
