-- The number of each commune's authority in the register of enterprises. Made by the next write of
-- a base, so that older stores are read as they are.

CREATE TABLE IF NOT EXISTS echelle_siren (
    commune INTEGER PRIMARY KEY REFERENCES echelle_commune (id),
    siren TEXT NOT NULL
);

INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, description)
VALUES ('echelle_siren', 'attributes', 'echelle_siren', 'SIREN des communes');
