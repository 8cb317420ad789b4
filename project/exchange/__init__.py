"""Tables for editors: claims, entities, names and topics out to a spreadsheet and back.

cells, columns, sheets, tables: what a table says; csv_file, workbook, json_lines: how a
file holds it; writing, reading: out and in; rows, run, undo: what becomes of a file.
"""
