"""The extensions of PostgreSQL that a server may be told to allow.

https://learn.microsoft.com/azure/postgresql/extensions/concepts-extensions-versions

They are the same for every version from 14 to 18. Left out are those that Azure marks by an
asterisk, whose library has to be loaded when the server starts, but for the two whose libraries a
new server loads.
"""

from __future__ import annotations

PARAMETER = "azure.extensions"
"""The server parameter that lists what is allowed; nothing is by default.

https://learn.microsoft.com/azure/postgresql/extensions/how-to-allow-extensions
"""
LOADED = ("pg_cron", "pg_stat_statements")
"""Their libraries are in `shared_preload_libraries` of a new server."""
EXTENSIONS = (
    "address_standardizer",
    "address_standardizer_data_us",
    "amcheck",
    "azure_ai",
    "bloom",
    "btree_gin",
    "btree_gist",
    "citext",
    "cube",
    "dblink",
    "dict_int",
    "dict_xsyn",
    "earthdistance",
    "fuzzystrmatch",
    "hll",
    "hstore",
    "hypopg",
    "intagg",
    "intarray",
    "ip4r",
    "isn",
    "lo",
    "login_hook",
    "ltree",
    "oracle_fdw",
    "orafce",
    "pageinspect",
    "pg_buffercache",
    "pg_diskann",
    "pg_freespacemap",
    "pg_repack",
    "pg_trgm",
    "pg_visibility",
    "pgcrypto",
    "pgrouting",
    "pgrowlocks",
    "pgstattuple",
    "plpgsql",
    "plv8",
    "postgis",
    "postgis_raster",
    "postgis_sfcgal",
    "postgis_tiger_geocoder",
    "postgis_topology",
    "postgres_fdw",
    "postgres_protobuf",
    "semver",
    "session_variable",
    "sslinfo",
    "tablefunc",
    "tdigest",
    "tds_fdw",
    "temporal_tables",
    "topn",
    "tsm_system_rows",
    "tsm_system_time",
    "unaccent",
    "uuid-ossp",
    "vector",
    *LOADED,
)
