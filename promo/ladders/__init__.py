"""The built-in career ladders as YAML files."""
