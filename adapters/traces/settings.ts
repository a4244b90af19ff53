/** Where traces go. */
export type TraceSettings =
  | { kind: "collector"; protocol: "http/protobuf"; address: string }
  | { kind: "collector"; protocol: "grpc"; address: string; call: GrpcCall }
  | MlflowSettings
  | {
      kind: "databricks";
      host: string;
      experiment: string;
      table: string | undefined;
      /** Called for each request, so that the token is always fresh. */
      token: () => Promise<string>;
    };

export interface GrpcCall {
  /** Sent with each request, names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** For a whole request, ms. */
  timeoutMs: number;
  gzip: boolean;
  /** Whether an address without a scheme is spoken to in the clear. */
  isInsecure: boolean;
  /** Paths of PEM files, read anew for each request: whom to trust, and who we are. */
  files: { ca?: string | undefined; cert?: string | undefined; key?: string | undefined };
}

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
