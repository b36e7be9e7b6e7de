{{/* What the schema cannot say: values that go together or exclude each other. All of it is told at once. */}}
{{- define "cluster-backend.check" -}}
{{- $values := .Values -}}
{{- $faults := list -}}
{{- if and $values.link.joinToken $values.link.joinTokenSecretName -}}
{{- $faults = append $faults "link.joinToken and link.joinTokenSecretName are both given: give one of the two." -}}
{{- end -}}
{{- with $values.postgresql -}}
{{- if and .url .secretName -}}
{{- $faults = append $faults "postgresql.url and postgresql.secretName are both given: give one of the two." -}}
{{- end -}}
{{- end -}}
{{- range $name, $pair := dict "objectStorage" (list "accessKey" "secretKey") "identity" (list "clientId" "clientSecret") -}}
{{- $part := get $values $name -}}
{{- $one := index $pair 0 -}}
{{- $other := index $pair 1 -}}
{{- $isInline := or (get $part $one) (get $part $other) -}}
{{- if and $isInline $part.secretName -}}
{{- $faults = append $faults (printf "%s.secretName is given beside %s.%s or %s.%s: give either the Secret or both values." $name $name $one $name $other) -}}
{{- else if and $part.url (not $part.secretName) (not (and (get $part $one) (get $part $other))) -}}
{{- $faults = append $faults (printf "%s.url is given without an account: give %s.secretName, or %s.%s and %s.%s." $name $name $name $one $name $other) -}}
{{- else if and (not $part.url) (or $isInline $part.secretName) -}}
{{- $faults = append $faults (printf "%s has an account and no address: give %s.url." $name $name) -}}
{{- end -}}
{{- end -}}
{{- range $values.sharedStorageClasses -}}
{{- if not (has . $values.storageClasses) -}}
{{- $faults = append $faults (printf "sharedStorageClasses names \"%s\", which is not one of storageClasses." .) -}}
{{- end -}}
{{- end -}}
{{- if and $values.direct.enabled $values.networkPolicy.enabled (not $values.networkPolicy.gateway) -}}
{{- $faults = append $faults "direct.enabled lets nobody in: say in networkPolicy.gateway where the gateway's requests come from." -}}
{{- end -}}
{{- if and $values.direct.tlsSecretName (not $values.direct.enabled) -}}
{{- $faults = append $faults "direct.tlsSecretName is given without direct.enabled: a cluster that was registered with link: has no server for others." -}}
{{- end -}}
{{- if and $values.postgresql.tls (not $values.certificateAuthority) -}}
{{- $faults = append $faults "postgresql.tls needs certificateAuthority, with which everybody checks its certificate." -}}
{{- end -}}
{{- if $faults -}}
{{- fail (printf "\n\nThe values cannot be used:\n  - %s\n" (join "\n  - " $faults)) -}}
{{- end -}}
{{- end }}
