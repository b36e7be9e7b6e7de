{{/* Peers as the settings of the program write them, as a policy writes them. */}}
{{- define "cluster-backend.peers" -}}
{{- range . }}
{{- if .cidr }}
- ipBlock: {{ toJson (pick . "cidr" "except") }}
{{- else }}
- namespaceSelector: {{ toJson (dict "matchLabels" .namespace) }}
  {{- if .pods }}
  podSelector: {{ toJson (dict "matchLabels" .pods) }}
  {{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Out to ranges and ports; where no range is known, to everywhere but the address of a cloud's own services. */}}
{{- define "cluster-backend.egress" -}}
- to:
    {{- range .ranges }}
    - ipBlock: {{ toJson (dict "cidr" .) }}
    {{- else }}
    - ipBlock: { cidr: 0.0.0.0/0, except: [169.254.0.0/16] }
    - ipBlock: { cidr: '::/0', except: ['fe80::/10'] }
    {{- end }}
  ports:
    {{- range .ports }}
    - { port: {{ . }}, protocol: TCP }
    {{- end }}
{{- end }}

{{/* The port of an address: as it says, or its scheme's own. */}}
{{- define "cluster-backend.port" -}}
{{- $url := urlParse . -}}
{{- $host := $url.host | default "" -}}
{{- if regexMatch ":[0-9]+$" $host -}}
{{ regexFind "[0-9]+$" $host }}
{{- else -}}
{{ get (dict "https" "443" "wss" "443" "postgres" "5432" "postgresql" "5432") $url.scheme | default "80" }}
{{- end -}}
{{- end }}

{{/* To the ingress by its address, or to wherever the names of hosts lead. */}}
{{- define "cluster-backend.ingressEgress" -}}
{{- $address := .Values.ingress.address -}}
{{- if $address -}}
{{- $ranges := list -}}
{{- if regexMatch "^[0-9.]+$" $address.host }}{{ $ranges = list (printf "%s/32" $address.host) }}{{ end -}}
{{- if contains ":" $address.host }}{{ $ranges = list (printf "%s/128" $address.host) }}{{ end -}}
{{ include "cluster-backend.egress" (dict "ranges" $ranges "ports" (list $address.port)) }}
{{- else -}}
{{- $port := .Values.cluster.publicPort | default (ternary 443 80 (eq .Values.cluster.scheme "https")) -}}
{{ include "cluster-backend.egress" (dict "ranges" list "ports" (list $port)) }}
{{- end -}}
{{- end }}

{{/* Service type → the address at which the backend administers it; of an account in a Secret only the usual port is known. */}}
{{- define "cluster-backend.backendAddresses" -}}
{{- $known := dict -}}
{{- with .Values.postgresql -}}
{{- if or .url .secretName }}{{ $_ := set $known "postgresql" (default "postgres://server:5432" .url) }}{{ end -}}
{{- end -}}
{{- with .Values.objectStorage.url }}{{ $_ := set $known "object-storage" . }}{{ end -}}
{{- with .Values.identity.url }}{{ $_ := set $known "single-sign-on" . }}{{ end -}}
{{ toYaml $known }}
{{- end }}
