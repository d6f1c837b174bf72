"""Rules and events as tables to findings, in a few SQL stages. The only room that knows the database."""
