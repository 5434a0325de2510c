-- What is to be known of the layers: sources, licences, vintage.
CREATE TABLE sources (id INTEGER PRIMARY KEY, note TEXT NOT NULL);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
VALUES ('sources', 'attributes', 'sources', 'Sources et licences');
