"""The tables of ``data/``: manifest, schema, identities, catalogue, vintage, store, geography."""
