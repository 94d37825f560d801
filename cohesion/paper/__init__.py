"""The paper edition: the report, its annexes and both in one file, set by Typst as tagged PDF."""
