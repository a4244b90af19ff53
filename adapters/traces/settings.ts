/** Where traces go. */
export type TraceSettings =
  | { kind: "collector"; protocol: "http/protobuf"; address: string }
  | { kind: "collector"; protocol: "grpc"; address: string }
  | MlflowSettings
  | {
      kind: "databricks";
      host: string;
      experiment: string;
      table: string | undefined;
      /** Called for each request, so that the token is always fresh. */
      token: () => Promise<string>;
    };

export interface MlflowSettings {
  kind: "mlflow";
  address: string;
  experiment: string;
  login: { kind: "token"; token: string } | { kind: "basic"; user: string; password: string } | undefined;
}

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
