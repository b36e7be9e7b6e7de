{{/* A variable that is left out where it has no value. */}}
{{- define "cluster-backend.variable" -}}
{{- $value := index . 1 -}}
{{- if not (or (kindIs "invalid" $value) (eq (toString $value) "")) }}
- name: {{ index . 0 }}
  value: {{ ternary $value (toJson $value) (kindIs "string" $value) | quote }}
{{- end -}}
{{- end }}

{{/*
A variable out of a Secret: the one that was named, or else the one that this chart makes of the value that was given.
Name of the variable, value, name of the Secret, key in it, whether the key may be missing there.
*/}}
{{- define "cluster-backend.secret" -}}
{{- $root := index . 0 -}}
{{- $variable := index . 1 -}}
{{- $value := index . 2 -}}
{{- $secret := index . 3 -}}
{{- if $value }}
- name: {{ $variable }}
  valueFrom:
    secretKeyRef: { name: {{ include "cluster-backend.ownSecret" $root }}, key: {{ $variable }} }
{{- else if $secret }}
- name: {{ $variable }}
  valueFrom:
    secretKeyRef: { name: {{ $secret }}, key: {{ index . 4 }}, optional: {{ index . 5 }} }
{{- end -}}
{{- end }}

{{/* The settings of the program, by name: each variable of its configuration stands here once. */}}
{{- define "cluster-backend.environment" -}}
{{- $values := .Values -}}
{{- $settings := list
  (list "CLUSTER_NAME" $values.cluster.name)
  (list "INSTALLATION_ID" $values.installation.id)
  (list "CALLER_PUBLIC_KEY" $values.installation.callerPublicKey)
  (list "LINK_URL" $values.link.url)
  (list "LINK_KEY_DAYS" $values.link.keyDays)
  (list "PORT" $values.port)
  (list "HOST" "0.0.0.0")
  (list "LOG_LEVEL" $values.log.level)
  (list "OTLP_ENDPOINT" $values.otlpEndpoint)
  (list "NAMESPACE" .Release.Namespace)
  (list "DOMAIN" $values.cluster.domain)
  (list "SCHEME" $values.cluster.scheme)
  (list "PUBLIC_PORT" $values.cluster.publicPort)
  (list "INGRESS" $values.ingress)
  (list "NETWORK" $values.network)
  (list "QUOTA" $values.quota)
  (list "CONTAINER_LIMITS" $values.containerLimits)
  (list "PROBER_IMAGE" (ternary (default (include "cluster-backend.image" .) $values.prober.image) "" $values.prober.enabled))
  (list "VOLUME_GROUP" $values.volumeGroup)
  (list "CERTIFICATE_AUTHORITY" $values.certificateAuthority)
  (list "UNSCHEDULABLE_AFTER_SECONDS" $values.unschedulableAfterSeconds)
  (list "ADDRESS_GRACE_SECONDS" $values.addressGraceSeconds)
  (list "STORAGE_CLASSES" (join "," $values.storageClasses))
  (list "SHARED_STORAGE_CLASSES" (join "," $values.sharedStorageClasses))
  (list "SERVICE_OFFERS" $values.offers)
  (list "SERVICE_SETTINGS" $values.serviceSettings)
  (list "MAXIMUM_REPLICAS" $values.limits.replicas)
  (list "MAXIMUM_CPU" $values.limits.cpu)
  (list "MAXIMUM_MEMORY" $values.limits.memory)
  (list "MAXIMUM_VOLUME" $values.limits.volume)
  (list "RETENTION_DAYS" $values.retentionDays)
-}}
{{- $postgresql := $values.postgresql -}}
{{- if or $postgresql.url $postgresql.secretName -}}
{{- $settings = concat $settings (list
  (list "POSTGRESQL_WORKLOAD_ADDRESS" $postgresql.workloadAddress)
  (list "POSTGRESQL_TLS" $postgresql.tls)
  (list "POSTGRESQL_POOL" $postgresql.pool)
  (list "POSTGRESQL_STATEMENT_TIMEOUT" $postgresql.statementTimeout)
  (list "POSTGRESQL_IDLE_IN_TRANSACTION_TIMEOUT" $postgresql.idleInTransactionTimeout)
  (list "POSTGRESQL_EXTENSIONS" (join "," $postgresql.extensions))
  (list "POSTGRESQL_MAXIMUM_CONNECTIONS" $postgresql.maximumConnections)) -}}
{{- end -}}
{{- $storage := $values.objectStorage -}}
{{- if $storage.url -}}
{{- $settings = concat $settings (list
  (list "OBJECT_STORAGE_URL" $storage.url)
  (list "OBJECT_STORAGE_CONNECTIONS" $storage.connections)
  (list "OBJECT_STORAGE_WORKLOAD_URL" $storage.workloadUrl)
  (list "OBJECT_STORAGE_REGION" $storage.region)) -}}
{{- end -}}
{{- $identity := $values.identity -}}
{{- if $identity.url -}}
{{- $settings = concat $settings (list
  (list "IDENTITY_URL" $identity.url)
  (list "IDENTITY_PUBLIC_URL" $identity.publicUrl)
  (list "IDENTITY_WORKLOAD_URL" $identity.workloadUrl)
  (list "IDENTITY_SHARED_REALM" $identity.sharedRealm)) -}}
{{- end -}}
{{- if $values.direct.tlsSecretName -}}
{{- $settings = concat $settings (list
  (list "TLS_CERTIFICATE_FILE" "/etc/cluster-backend/tls/tls.crt")
  (list "TLS_KEY_FILE" "/etc/cluster-backend/tls/tls.key")) -}}
{{- end -}}
{{- if $values.direct.enabled -}}
{{- $settings = append $settings (list "SERVICE_NAME" (include "cluster-backend.name" .)) -}}
{{- end -}}
{{- if $values.link.certificateAuthority -}}
{{- $settings = append $settings (list "NODE_EXTRA_CA_CERTS" "/etc/cluster-backend/link/ca.crt") -}}
{{- end -}}
{{- range $settings }}{{ include "cluster-backend.variable" . }}{{ end }}
- name: POD_UID
  valueFrom: { fieldRef: { fieldPath: metadata.uid } }
{{- if $values.direct.enabled }}
- name: POD_ADDRESS
  valueFrom: { fieldRef: { fieldPath: status.podIP } }
{{- end }}
{{- include "cluster-backend.secret" (list . "JOIN_TOKEN" $values.link.joinToken $values.link.joinTokenSecretName "token" true) }}
{{- include "cluster-backend.secret" (list . "INTERNAL_SECRET" "" $values.installation.internalSecretName "secret" false) }}
{{- include "cluster-backend.secret" (list . "POSTGRESQL_URL" $postgresql.url $postgresql.secretName "url" false) }}
{{- if $storage.url }}
{{- include "cluster-backend.secret" (list . "OBJECT_STORAGE_ACCESS_KEY" $storage.accessKey $storage.secretName "accessKey" false) }}
{{- include "cluster-backend.secret" (list . "OBJECT_STORAGE_SECRET_KEY" $storage.secretKey $storage.secretName "secretKey" false) }}
{{- end }}
{{- if $identity.url }}
{{- include "cluster-backend.secret" (list . "IDENTITY_CLIENT_ID" $identity.clientId $identity.secretName "clientId" false) }}
{{- include "cluster-backend.secret" (list . "IDENTITY_CLIENT_SECRET" $identity.clientSecret $identity.secretName "clientSecret" false) }}
{{- include "cluster-backend.secret" (list . "IDENTITY_MAIL" $identity.mail $identity.secretName "mail" true) }}
{{- include "cluster-backend.secret" (list . "IDENTITY_PROVIDER" $identity.provider $identity.secretName "provider" true) }}
{{- end }}
{{- end }}

{{/* What this chart keeps in its own Secret, as YAML: the values that were given, by the variables that they become. */}}
{{- define "cluster-backend.accounts" -}}
{{- $given := dict
  "JOIN_TOKEN" .Values.link.joinToken
  "POSTGRESQL_URL" .Values.postgresql.url
  "OBJECT_STORAGE_ACCESS_KEY" .Values.objectStorage.accessKey
  "OBJECT_STORAGE_SECRET_KEY" .Values.objectStorage.secretKey
  "IDENTITY_CLIENT_ID" .Values.identity.clientId
  "IDENTITY_CLIENT_SECRET" .Values.identity.clientSecret
  "IDENTITY_MAIL" (ternary (toJson .Values.identity.mail) "" (not (empty .Values.identity.mail)))
  "IDENTITY_PROVIDER" (ternary (toJson .Values.identity.provider) "" (not (empty .Values.identity.provider)))
-}}
{{- $data := dict }}
{{- range $name, $value := $given }}{{ if $value }}{{ $_ := set $data $name (b64enc $value) }}{{ end }}{{ end }}
{{- toYaml $data }}
{{- end }}
