"""The commands, a module each with `run(args) -> exit code`; the only place that builds edges."""
