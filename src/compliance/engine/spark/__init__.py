"""The stages of the engine on Apache Spark: the same SQL, carried over, on tables that lie on a cluster."""
