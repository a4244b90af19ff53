/** Where traces go. */
export type TraceSettings =
  | { kind: "collector"; protocol: "http/protobuf" }
  | { kind: "collector"; protocol: "grpc"; address: string }
  | {
      kind: "mlflow";
      address: string;
      experiment: string;
      login: { kind: "token"; token: string } | { kind: "basic"; user: string; password: string } | undefined;
    }
  | {
      kind: "databricks";
      host: string;
      experiment: string;
      table: string | undefined;
      /** Called for each request, so that the token is always fresh. */
      token: () => Promise<string>;
    };

/** What people call the service. */
export const titleOf = (settings: TraceSettings): string => {
  switch (settings.kind) {
    case "collector":
      return "The trace collector";
    case "mlflow":
      return "MLflow";
    case "databricks":
      return "Databricks";
  }
};
