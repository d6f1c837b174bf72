"""Arguments in, exit status out. The only room that knows Typer, the terminal and the clock."""
