"""The doors of pupils and guardians: accounts, slips, sessions. Never whether they are clients."""
