{{- define "filmgate.name" -}}
{{- $name := contains .Chart.Name .Release.Name | ternary .Release.Name (printf "%s-%s" .Release.Name .Chart.Name) -}}
{{- $name | trunc 50 | trimSuffix "-" -}}
{{- end }}

{{- define "filmgate.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "filmgate.labels" -}}
{{ include "filmgate.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "filmgate.image" -}}
image: {{ printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}

{{- /* Every process has the same settings; what is secret comes from the Secret. */ -}}
{{- define "filmgate.environment" -}}
- name: FILMGATE_SERVER__HOST
  value: 0.0.0.0
- name: FILMGATE_SERVER__PORT
  value: "8787"
- name: FILMGATE_SERVER__PUBLIC_URL
  value: {{ .Values.publicUrl | quote }}
- name: FILMGATE_TELEMETRY__METRICS
  value: public
- name: FILMGATE_TELEMETRY__METRICS_PORT
  value: "9464"
- name: FILMGATE_DATABASE__URL
  valueFrom:
    secretKeyRef: {name: {{ .Values.existingSecret }}, key: database-url}
- name: FILMGATE_ADMIN__PASSWORD_HASH
  valueFrom:
    secretKeyRef: {name: {{ .Values.existingSecret }}, key: admin-password-hash}
- name: FILMGATE_STORAGE__LINK_KEYS
  valueFrom:
    secretKeyRef: {name: {{ .Values.existingSecret }}, key: link-keys}
- name: FILMGATE_STORAGE__URL
  value: {{ .Values.storage.url | quote }}
- name: FILMGATE_STORAGE__LINKS
  value: {{ .Values.storage.links | quote }}
{{- with .Values.storage.endpoint }}
- name: FILMGATE_STORAGE__ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- with .Values.storage.region }}
- name: FILMGATE_STORAGE__REGION
  value: {{ . | quote }}
{{- end }}
{{- if .Values.storage.accessKeyId }}
- name: FILMGATE_STORAGE__ACCESS_KEY_ID
  value: {{ .Values.storage.accessKeyId | quote }}
- name: FILMGATE_STORAGE__SECRET_ACCESS_KEY
  valueFrom:
    secretKeyRef: {name: {{ .Values.existingSecret }}, key: storage-secret-access-key}
{{- end }}
{{- range $name, $value := .Values.settings }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "filmgate.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false  # FILMGATE_PORT and the like would be taken for settings
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.imagePullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity: {{ toYaml . | nindent 2 }}
{{- end }}
volumes:
  - name: data
    emptyDir: {}
  - name: tmp
    emptyDir: {}
{{- end }}

{{- define "filmgate.mounts" -}}
volumeMounts:
  - {name: data, mountPath: /data}
  - {name: tmp, mountPath: /tmp}
{{- end }}
