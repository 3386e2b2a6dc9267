"""The vault: sealing. The only user of cryptography in the house.

What is here is the *house seal*: under the instance key, for what the program
itself must use unattended (the client link, phone numbers, coded themes).
`house` seals and opens bytes, `fields` does so for a column, `instance` tells
whether the key is the one under which this database was made.

What is not here yet is the *people's seal*, for records, letters, answers and
notes: a key pair per dossier, its private half sealed to persons and teams,
opened by a passphrase. It will stand beside `house`, use the same `suites` and
the same `sealed` format, and never open under the instance key alone. Until it
is there, nothing of that kind is stored; the house seal is no substitute.
"""
