import { rule } from "./rule.ts";

/** Names that code uses and nothing has. They stand before what is missing: `column x of table y does not exist`. */
export const unknownNames = rule(
  "syntax",
  `
  column … does not exist, column … cannot be resolved, unknown column, no such column, column not found
  invalid column name, invalid identifier, unresolved_column, unresolved_field, unresolved_variable
  unresolved_routine, method … does not exist, no input widget, function … does not exist, undefined function, no such function, could not find function
  undefinedcolumn, undefinedfunction, there is no package called, is not a member of package, error in … object … not found
  can't open lib, cannot open shared object file, no suitable driver, entry point … not found, entry point … could not be found
  unable to find entry point, data source name not found, command not found
  cannot resolve, cannot resolve … given input columns, notebook … is not valid, depends on a node named
  `,
);

/** Mistakes in code, SQL, configuration, and in what is installed for them. */
export const codeFaults = rule(
  "syntax",
  `
  syntaxerror, syntax error, parse_syntax_error, parseexception, parsing error, invalid syntax, unexpected token
  indentationerror, taberror, unexpected indent, mismatched input, extraneous input, no viable alternative
  nameerror, unboundlocalerror, attributeerror, typeerror, keyerror, indexerror, recursionerror
  notimplementederror, is not defined, missing 1 required positional argument, unexpected keyword argument
  nullpointerexception, classcastexception, matcherror, indexoutofboundsexception, nosuchelementexception
  arrayindexoutofboundsexception, stringindexoutofboundsexception, values to unpack, not serializable, cannot pickle
  modulenotfounderror, importerror, no module named, cannot import name, binary incompatibility
  classnotfoundexception, class not found, noclassdeffounderror, nosuchmethoderror, nosuchmethodexception
  nosuchfielderror, abstractmethoderror, unsupportedclassversionerror, incompatibleclasschangeerror, exceptionininitializererror
  requires … version, only_valid_on_driver
  compilation error, compilation failed, compilationexception, compile error, failed to compile, compilererror
  error: not found: value, error: type mismatch, error: value … is not a member, cannot find symbol
  not_iterable, not_supported, column_arity_mismatch, cannot_parse_datatype, missing_attributes
  datatype_mismatch, missing_aggregation, missing_group_by, ambiguous_reference, wrong_num_args
  num_columns_mismatch, unbound_sql_parameter, invalid_sql_syntax, unsupported_feature, group_by_aggregate
  ambiguous column, unrecognized name, incorrect syntax near, must appear in the group by
  undefinederror, jinja, template_error, yaml … error, invalid yaml, scanner.scannererror
  shapes cannot be multiplied, shape mismatch, shapes not aligned, could not be broadcast together, size mismatch
  dimension mismatch, inconsistent numbers of samples, inconsistent number of samples, feature names should match
  expected all tensors to be on the same device, columns must be same length as key
  could not find a version that satisfies, no matching distribution found, resolutionimpossible
  conflicting dependencies, unresolved dependency, metadata-generation-failed, failed building wheel
  invalid cluster, is not a valid node type, invalid configuration, could not find profile named
  unrecognized arguments, arguments are required, invalid choice, no such option, missing option, missing argument
  circular … reference, circular dependencies, circular dependency, circular import, cyclic, found a cycle
  error: unexpected, unexpected symbol in, unexpected end of input, error in your sql syntax, is defined more than once, duplicate pipeline dataset, env var required but not provided
  no active warehouse, no database selected, does not have a current database, truth value of
  entry point, invalid parameter value, must be set, exit code 127, cannot be parsed as json, enforced contract
  `,
);
