"""The edges: one module per thing outside (archive, inputs, press, shelf, workers); the only code that does I/O."""
