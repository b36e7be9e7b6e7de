{{/* Everything in the namespace has the account's name: one backend, one namespace. */}}
{{- define "cluster-backend.name" -}}cluster-backend{{- end }}

{{/* What belongs to the whole cluster, so that several installations may share one. */}}
{{- define "cluster-backend.prefix" -}}
{{- .Release.Namespace -}}
{{- end }}

{{- define "cluster-backend.selector" -}}
app.kubernetes.io/name: {{ include "cluster-backend.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "cluster-backend.labels" -}}
{{ include "cluster-backend.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: operations-manager
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "cluster-backend.image" -}}
{{- $image := .Values.image -}}
{{- if $image.digest -}}
{{ $image.repository }}@{{ $image.digest }}
{{- else -}}
{{ $image.repository }}:{{ default .Chart.AppVersion $image.tag }}
{{- end -}}
{{- end }}

{{/* The Secret that this chart makes of what was given as values. */}}
{{- define "cluster-backend.ownSecret" -}}cluster-backend-accounts{{- end }}

{{/*
A file of `rights/` for this namespace. The files stand for themselves with the names of a usual installation, so that
kubectl can apply them too; the names are all that differs. The namespace itself is not the release's to make or remove.
*/}}
{{- define "cluster-backend.rights" -}}
{{- $namespace := .root.Release.Namespace -}}
{{- $labels := include "cluster-backend.labels" .root | fromYaml -}}
{{- range $text := splitList "\n---\n" (.root.Files.Get (printf "rights/%s" .file)) -}}
{{- $object := fromYaml ($text
  | replace "namespace: operations-manager" (printf "namespace: %s" $namespace)
  | replace "name: operations-manager-" (printf "name: %s-" $namespace)
  | replace "policyName: operations-manager-" (printf "policyName: %s-" $namespace)
  | replace "request.namespace == 'operations-manager'" (printf "request.namespace == '%s'" $namespace)
  | replace "request.namespace != 'operations-manager'" (printf "request.namespace != '%s'" $namespace)
  | replace "system:serviceaccount:operations-manager:" (printf "system:serviceaccount:%s:" $namespace)) -}}
{{- if and $object.kind (ne $object.kind "Namespace") }}
{{- $_ := set $object.metadata "labels" $labels }}
---
{{ toYaml $object }}
{{- end -}}
{{- end -}}
{{- end }}
