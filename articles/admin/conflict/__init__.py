"""Two people changed one record: what each of them did, and what is to be saved.

`boxes` compares what a form sends box by box, `rows` does so for a record's parts,
`comparison` puts the two together, and `settling` shows it and takes the choices.
"""
