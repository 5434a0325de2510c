-- Rows besides territories: declarations, actors, aids. Made by the first write of such rows, so
-- that a store without them stays as it was.

CREATE TABLE IF NOT EXISTS echelle_record_set (
    id INTEGER PRIMARY KEY,
    collection TEXT NOT NULL,
    -- The key of the source; the columns after it are those of echelle_source.
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    licence TEXT NOT NULL,
    attribution TEXT NOT NULL,
    url TEXT,
    vintage INTEGER,
    estimated BOOLEAN NOT NULL,
    -- SHA-256 over the source and its rows, checked at each reading.
    digest TEXT NOT NULL,
    UNIQUE (collection, key)
);

CREATE TABLE IF NOT EXISTS echelle_record (
    -- Ascending in the order of the rows of a set.
    id INTEGER PRIMARY KEY,
    record_set INTEGER NOT NULL REFERENCES echelle_record_set (id),
    -- One JSON text.
    row TEXT NOT NULL
);

CREATE INDEX IF NOT EXISTS echelle_record_by_set ON echelle_record (record_set);

INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, description)
VALUES
    ('echelle_record_set', 'attributes', 'echelle_record_set', 'Sources des fiches'),
    ('echelle_record', 'attributes', 'echelle_record', 'Fiches : déclarations, acteurs, aides');
