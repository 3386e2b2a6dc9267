"""The console command `xinqiao`: the one way to start, prepare and examine a copy of the program."""
