"""The vault: sealing. With `core/keys.py` the only user of cryptography in the house.

The *house seal*, under the instance key, is for what the program itself must use
unattended (the client link, phone numbers, coded themes): `house` seals and
opens bytes, `fields` does so for a column, `instance` tells whether the key is
the one under which this database was made.

The *people's seal* is for records, letters, answers and notes, and never opens
under the instance key alone. In the order in which one leans on the other:

    people          boxes to a public key, and signatures, in bytes
    pinning         whether a public key is the one that was made
    person_keys     a person's pairs, under their passphrase's sealing key
    unlocking       eight hours for one browser; gives a `keyring`
    grants          a dossier's or team's key, sealed to somebody
    dossiers        making dossiers and team keys
    documents       sealing, filing with a signature, opening
    contents        what a sealed document says of itself
    reading         opening many documents in one act
    headers         a sealed file's header and check value
    files           sealed files, streamed in chunks
    destroying      emptying a dossier for good
    recovery        the one envelope

What a file is before it is sealed, `media` says.

Both use the same `suites` and the same `sealed` format.
"""
