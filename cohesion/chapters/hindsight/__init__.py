"""What the hindsight pages compute: figures published after the day of the report."""
