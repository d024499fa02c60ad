"""Serve: the command line. The only room that prints, listens or asks the clock."""
