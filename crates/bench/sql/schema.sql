-- What the atlas knows of the latest vintage, as tables.
CREATE EXTENSION IF NOT EXISTS postgis;

-- Faces: communes, or pieces of them. Areas in m².
CREATE TABLE faces (
  face   integer PRIMARY KEY,
  people integer NOT NULL,
  area   float8  NOT NULL,
  geom   geometry(MultiPolygon, 4326) NOT NULL
);

CREATE TABLE territories (
  territory integer PRIMARY KEY,
  kind      text    NOT NULL,
  code      text    NOT NULL,
  name      text    NOT NULL,
  context   text,
  people    integer NOT NULL,
  area      float8  NOT NULL
);

-- Which territory holds how much of which face. People and area are those of the common ground,
-- written down here so that a question joins nothing to find them.
CREATE TABLE membership (
  territory integer NOT NULL,
  face      integer NOT NULL,
  fraction  float8  NOT NULL,
  people    float8  NOT NULL,
  area      float8  NOT NULL
);

-- The outline of each territory.
CREATE TABLE outlines (
  territory integer NOT NULL,
  geom      geometry(MultiPolygon, 4326) NOT NULL
);

-- Areas that somebody draws.
CREATE TABLE drawn (
  drawn integer PRIMARY KEY,
  geom  geometry(Polygon, 4326) NOT NULL
);
