"""A corpus as shards: Parquet files of about 100 MB of text and a manifest, on a disk or in object storage."""
