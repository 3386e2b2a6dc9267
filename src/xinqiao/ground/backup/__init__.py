"""Copies of the database for the day the machine is gone: sealed, kept, tried out, put back.

`sheet` is the key on paper, `sealed` the file, `picture` what the database holds,
`taking`, `trying` and `restoring` the acts, `keeping` which copies stay.
"""
