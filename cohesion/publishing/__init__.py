"""Facts, tables, figures: written by notebooks, read by pages."""
