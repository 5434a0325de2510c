-- How many tables and views there are, and whether the one that marks a store is among them.
SELECT count(*), coalesce(sum(name = 'echelle_store'), 0) FROM sqlite_schema
