-- What Échelle keeps. Its own tables start with `echelle_`; views named after kinds show outlines.
--
-- The base (faces, communes, administrative territories) is the layer with id 0 and no key; the
-- other layers lie over it. Rows keep the order in which they were given: their ids ascend.
-- Foreign keys are stated for the reader; the writer checks every reference before it writes.

CREATE TABLE echelle_store (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- Of these tables. A program refuses any other than its own.
    schema_version INTEGER NOT NULL,
    -- Of the content: the same data always has the same version.
    version TEXT NOT NULL
);

CREATE TABLE echelle_layer (
    id INTEGER PRIMARY KEY,
    -- NULL for the base.
    key TEXT UNIQUE,
    -- SHA-256 over the records of the layer, checked at each reading.
    digest TEXT NOT NULL
);

CREATE TABLE echelle_source (
    id INTEGER PRIMARY KEY,
    layer INTEGER NOT NULL REFERENCES echelle_layer (id),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    licence TEXT NOT NULL,
    attribution TEXT NOT NULL,
    url TEXT,
    vintage INTEGER,
    -- 1: computed by this program, not published.
    estimated BOOLEAN NOT NULL
);

CREATE TABLE echelle_vintage (
    year INTEGER PRIMARY KEY
);

-- The finest pieces of ground; ids are 0, 1, 2…
CREATE TABLE echelle_face (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL
);

-- The borders of faces, each once; NULL is the sea or abroad.
CREATE TABLE echelle_arc (
    id INTEGER PRIMARY KEY,
    left_face INTEGER REFERENCES echelle_face (id),
    right_face INTEGER REFERENCES echelle_face (id),
    geom LINESTRING NOT NULL
);

CREATE TABLE echelle_territory (
    id INTEGER PRIMARY KEY,
    -- The territories of a layer have consecutive ids.
    layer INTEGER NOT NULL REFERENCES echelle_layer (id),
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The vintages for which the row holds, both included; NULL: all.
    first_vintage INTEGER,
    last_vintage INTEGER,
    nature TEXT,
    -- The code of the chief town's commune.
    seat TEXT,
    -- Where the ground is: faces (echelle_territory_face), communes (echelle_territory_commune),
    -- shape (echelle_shape) or missing.
    ground TEXT NOT NULL CHECK (ground IN ('faces', 'communes', 'shape', 'missing')),
    -- The vintage of the codes, where the ground is said in communes.
    ground_vintage INTEGER CHECK ((ground_vintage IS NULL) = (ground <> 'communes'))
);

CREATE INDEX echelle_territory_by_layer ON echelle_territory (layer);
CREATE INDEX echelle_territory_by_code ON echelle_territory (kind, code);

CREATE TABLE echelle_territory_face (
    territory INTEGER NOT NULL REFERENCES echelle_territory (id),
    face INTEGER NOT NULL REFERENCES echelle_face (id),
    PRIMARY KEY (territory, face)
) WITHOUT ROWID;

CREATE TABLE echelle_territory_commune (
    territory INTEGER NOT NULL REFERENCES echelle_territory (id),
    code TEXT NOT NULL,
    PRIMARY KEY (territory, code)
) WITHOUT ROWID;

-- Ground that cuts communes, as its source draws it.
CREATE TABLE echelle_shape (
    territory INTEGER PRIMARY KEY REFERENCES echelle_territory (id),
    geom MULTIPOLYGON NOT NULL
);

CREATE TABLE echelle_commune (
    id INTEGER PRIMARY KEY,
    vintage INTEGER NOT NULL,
    code TEXT NOT NULL
);

CREATE TABLE echelle_postal_code (
    id INTEGER PRIMARY KEY,
    commune INTEGER NOT NULL REFERENCES echelle_commune (id),
    postal_code TEXT NOT NULL
);

-- People of a commune, or of an arrondissement of Paris, Lyon or Marseille, by its code.
CREATE TABLE echelle_population (
    id INTEGER PRIMARY KEY,
    vintage INTEGER NOT NULL,
    unit TEXT NOT NULL,
    people INTEGER NOT NULL
);

-- Town halls.
CREATE TABLE echelle_place (
    id INTEGER PRIMARY KEY,
    commune TEXT NOT NULL,
    geom POINT NOT NULL
);

-- What became of codes that ended.
CREATE TABLE echelle_succession (
    id INTEGER PRIMARY KEY,
    vintage INTEGER NOT NULL,
    old TEXT NOT NULL,
    old_name TEXT NOT NULL,
    event TEXT NOT NULL CHECK (event IN ('merged', 'chief-town-changed', 'split', 'renamed')),
    reason TEXT NOT NULL
);

CREATE TABLE echelle_succession_commune (
    id INTEGER PRIMARY KEY,
    succession INTEGER NOT NULL REFERENCES echelle_succession (id),
    code TEXT NOT NULL
);

-- Computed from all the above at each write, for maps; the program itself never reads it.
-- The territories of the latest vintage, their faces dissolved; ids are those of echelle_territory.
CREATE TABLE echelle_outline (
    id INTEGER PRIMARY KEY REFERENCES echelle_territory (id),
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    nature TEXT,
    seat TEXT,
    source TEXT NOT NULL,
    estimated BOOLEAN NOT NULL,
    -- NULL where no shape is loaded, or a commune of the list is unknown to the base.
    geom MULTIPOLYGON
);

CREATE INDEX echelle_outline_by_kind ON echelle_outline (kind);

-- Which view shows which kind.
CREATE TABLE echelle_kind (
    kind TEXT PRIMARY KEY,
    view TEXT NOT NULL UNIQUE
) WITHOUT ROWID;

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
VALUES
    ('echelle_arc', 'features', 'echelle_arc', 'Limites, chacune une seule fois', 4326),
    ('echelle_outline', 'features', 'echelle_outline', 'Contours de tous les territoires', 4326),
    ('echelle_place', 'features', 'echelle_place', 'Mairies', 4326),
    ('echelle_shape', 'features', 'echelle_shape', 'Périmètres qui coupent des communes', 4326);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
VALUES
    ('echelle_commune', 'attributes', 'echelle_commune', 'Communes de chaque millésime'),
    ('echelle_face', 'attributes', 'echelle_face', 'Plus petites portions du territoire'),
    ('echelle_population', 'attributes', 'echelle_population', 'Population municipale'),
    ('echelle_postal_code', 'attributes', 'echelle_postal_code', 'Codes postaux des communes'),
    ('echelle_source', 'attributes', 'echelle_source', 'Sources, licences et mentions'),
    ('echelle_succession', 'attributes', 'echelle_succession', 'Devenir des anciens codes'),
    ('echelle_territory', 'attributes', 'echelle_territory', 'Territoires de tous les millésimes');

INSERT INTO gpkg_geometry_columns
    (table_name, column_name, geometry_type_name, srs_id, z, m)
VALUES
    ('echelle_arc', 'geom', 'LINESTRING', 4326, 0, 0),
    ('echelle_outline', 'geom', 'MULTIPOLYGON', 4326, 0, 0),
    ('echelle_place', 'geom', 'POINT', 4326, 0, 0),
    ('echelle_shape', 'geom', 'MULTIPOLYGON', 4326, 0, 0);
