import { rule } from "./rule.ts";

/** Data that is there but isn't as the code expects it. */
export const unfitData = rule(
  "data",
  `
  failed_to_merge_fields, failed to merge fields, schema mismatch, schema_mismatch, metadata mismatch, metadata_mismatch, incompatible schema
  incompatible data type, incompatible data types, incompatible input types, failed to enforce schema
  unknown_field_exception, encountered unknown fields, schema has changed, schema change, schema_changed
  detected a data update, detected deleted data, source_table_ignore_changes
  expectation_violation, failed to meet the expectation, violated expectations, configured to fail if
  not null constraint, not-null constraint, check constraint, constraint violation, delta_violate_constraint
  violates unique, violates foreign key, violation of primary key, violation of unique, duplicate key, duplicate entry
  integrityerror, integrity constraint, foreign key constraint
  insert the value null, cannot insert null, does not allow null, does not allow nulls, cannot be null
  contains nan, contains infinity, contains null, contains missing values, nan values, missing values
  multiple_source_row_matching, multiple source rows matched, divide_by_zero, zerodivisionerror
  cast_invalid_input, invalid literal for int, could not convert string to float, numberformatexception
  conversion failed when converting, error converting data type, invalid input syntax for, conversionsyntax
  invalid number, incorrect integer value, incorrect decimal value, not a valid number, not a valid month
  value too long for, data too long for column, data would be truncated, arithmetic overflow, value too large
  numeric value out of range, numeric_value_out_of_range, out of range for type, outofboundsdatetime
  unparseable date, doesn't match format, does not match format, unconverted data remains, parserexception
  fail to parse, failed to parse, cannot be converted, could not convert, incorrect header check, cannot convert float nan, nan to integer, non-finite values
  length mismatch, does not support file format, xlsx file; not supported, conflicting directory structures
 , expectations failed
  datetimeparseexception, dateparseerror, month must be in, out of range for month, cannot_parse_timestamp
  malformed record, malformed_record, malformed csv, malformed json, malformed data, malformed records, corrupt record, corrupt file, corrupted
  badrecordexception, bad record, jsonparseexception, not well-formed, xmlsyntaxerror, badzipfile, not a zip file
  not a gzipped file, not in gzip format, unicodedecodeerror, jsondecodeerror, malformedinputexception
  error tokenizing data, not a parquet file, expected magic number, parquet magic bytes not found, arrowinvalid
  data may have been lost, kafka_data_loss, offsetoutofrange
  are not unique, is not unique, not a one-to-one, not a many-to-one, more than one row returned, too many rows
  end-of-stream, unexpected end of, ended before the end, truncated, unterminated string, checksum error, checksum mismatch
  error stale, quality check, quality checks, quality gate, data quality, data validation, checks failed, check results failed, failed checks, validation failed for suite
  value too long, out of range, numeric value … is not recognized, timestamp … is not recognized, date … is not recognized
  deserializ, error deserializing, unknown magic byte, worksheet named
  no data found, no rows, extract is empty, file is empty, table is empty, source is empty, dataset is empty
  dataframe is empty, expected at least … rows, is missing from the source, missing column, missing columns, missing required column, empty file, null value, emptydataerror
  no columns to parse from file
  `,
);

/** Snowflake says this of what is missing and of what is hidden; the former is meant far more often. */
export const missingOrHidden = rule("data", "does not exist or not authorized");

/** Tables, files and other things that aren't there. */
export const missingData = rule(
  "data",
  `
  tablenotfound, databasenotfound, schemanotfound, objectnotfound, resourcenotfound, entitynotfound
  nosuchtable, nosuchentity, undefinedtable, datafilenotfound, resourcedoesnotexist
  table_or_view_not_found, table or view not found, table or view … cannot be found, path_not_found
  schema_not_found, catalog_not_found, no_such_catalog_exception, delta_table_not_found
  delta_missing_delta_table, delta_path_does_not_exist, delta_file_not_found, volume_not_found
  table … not found, view … not found, dataset … not found, not found: table, not found: dataset
  table … does not exist, table … doesn't exist, relation … does not exist, object … does not exist
  database … does not exist, database … not found, schema … does not exist, schema … not found
  catalog … not found, catalog … does not exist, no such table, invalid object name
  nosuchtableexception, nosuchdatabaseexception, nosuchnamespaceexception, dataset … does not exist
  filenotfoundexception, filenotfounderror, no such file or directory, file not found, file … not found
  file … does not exist, path does not exist, path … does not exist, path … not found, input path does not exist
  nosuchfile, nosuchfileexception, the specified path does not exist, pathnotfound, directory … does not exist
  nosuchkey, nosuchbucket, no such key, no such object, specified key does not exist
  specified bucket does not exist, bucket … does not exist, blobnotfound, the specified blob does not exist
  container … does not exist, containernotfound, filesystemnotfound, resource_does_not_exist, volume … does not exist
  notebook … not found, notebook … does not exist, is not a delta table, has been removed from the
  does not contain any files, no input files, cf_empty_dir_for_schema_inference, unable to infer schema for
  cannot infer schema, failed_read_file.dbr_file_not_exist, it is possible the underlying files have been updated
  topic … not present in metadata, unknown topic, unknowntopicorpartition, did not match any file
  remote branch … not found, branch … not found, is not defined in the pipeline, not in index
  none of [index, secret does not exist, scope does not exist, tag … does not exist, subject … not found
  `,
);
