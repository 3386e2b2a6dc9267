"""The book at the desk: parse a form, call one service, answer."""
