"""What a template of either kind may name: the packet as plain data, its shape, expressions.

`shape` says what there is, `context` makes it of one packet, `names` holds a template against it,
`sandbox` evaluates expressions.
"""
