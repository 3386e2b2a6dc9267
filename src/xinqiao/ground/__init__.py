"""What the program stands on: home folder, PostgreSQL, processes, certificate.

No Django here, and nothing else of xinqiao: the ground must hold before the
house is there.
"""
