# frozen_string_literal: true

# {{title}}

{{#linked_path}}
require 'erb'
{{/linked_path}}
require 'json'
require 'net/http'
require 'timeout'

{{#token|instance}}
# Reads a setting from the environment, so that no credential stands in this file.
def setting(name)
  value = ENV.fetch(name, '')
  value.empty? ? abort("Set the environment variable #{name} first.") : value
end

{{/token|instance}}
{{#token}}
ACCESS_TOKEN = setting('{{token_variable}}')
{{/token}}
{{#instance}}
INSTANCE_ID = setting('{{session_variable}}')
{{/instance}}
base_url = ENV.fetch('{{server_variable}}', '')
BASE_URL = (base_url.empty? ? '{{server}}' : base_url).sub(%r{/+\z}, '')

# Makes one request and returns the answer. Ends the program if it is refused.
def call(method, path, query: {}, body: nil{{form|, form: nil}})
  uri = URI(BASE_URL + path)
  uri.query = URI.encode_www_form(query) unless query.empty?
{{^form}}
  response = exchange(method, uri, body&.to_json)
{{/form}}
{{#form}}
  type = form ? 'application/x-www-form-urlencoded' : 'application/json'
  response = exchange(method, uri, form ? URI.encode_www_form(form) : body&.to_json, type)
{{/form}}
  text = response.body.to_s.dup.force_encoding(Encoding::UTF_8).scrub
  answer = parse(text)
  unless response.is_a?(Net::HTTPSuccess)
    reason = answer.is_a?(Hash) ? answer.values_at('code', 'message').compact.join(' ') : ''
    abort "#{method} #{path} was refused with status #{response.code}: #{reason.empty? ? text : reason}"
  end
  answer
end

# Sends a request, again while there are too many, and returns the response.
def exchange(method, uri, body{{form|, type}})
  headers = { {{headers}}{{headers|, }}'Content-Type' => {{^form|'application/json'}}{{form|type}}, 'Accept-Encoding' => 'identity' }
  4.times do |attempt|
    response = send_once(method, uri, body, headers)
    return response if response.code != '429' || attempt == 3

    # Too many requests: this one was not taken, so it is safe to wait and ask again.
    wait = response['Retry-After'].to_s
    sleep(wait.match?(/\A\d+\z/) ? [wait.to_i, 60].min : 5)
  end
end

def send_once(method, uri, body, headers)
  # By itself Net::HTTP sends again what got no answer.
  options = { use_ssl: uri.scheme == 'https', max_retries: 0 }
  Timeout.timeout(30) do
    Net::HTTP.start(uri.hostname, uri.port, options) do |http|
      response = http.send_request(method, uri.request_uri, body, headers)
      # Net::HTTP takes half an answer for a whole one.
      whole = response.content_length || response.body.to_s.bytesize
      raise EOFError if response.body.to_s.bytesize < whole

      response
    end
  end
rescue StandardError => e
  # The gateway may have taken it: sending it again could do it twice.
  abort "No answer (#{e.class}). Look whether it was done before you try again."
end

# Reads JSON; what is not JSON stays text.
def parse(text)
  JSON.parse(text)
rescue JSON::ParserError
  text
end

{{#linked}}
# Takes a value out of an answer, to use it in the next request.
def pick(answer, *names)
  value = names.reduce(answer) { |part, name| part.is_a?(Hash) ? part[name] : nil }
  return value.to_s if [String, Numeric, TrueClass, FalseClass].any? { |type| value.is_a?(type) }

  abort "The answer holds no #{names.join('.')}: #{answer.to_json}"
end

{{/linked}}
{{#linked_path}}
# Writes a value so that it can stand in a path.
def segment(text)
  ERB::Util.url_encode(text)
end

{{/linked_path}}
{{#picture}}
# Saves a picture that came as a data: address.
def save_picture(answer, name)
  address = answer.is_a?(Hash) ? answer[name].to_s : ''
  picture = address.partition(',').last.unpack1('m')
  abort "The answer holds no picture in #{name}." if picture.empty?
  File.binwrite('qr.png', picture)
  puts 'Saved qr.png'
end

{{/picture}}
{{#pause}}
# Asks for something and waits for Enter.
def pause(text)
  puts text
  $stdin.gets
end

{{/pause}}
{{#show}}
# Prints an answer.
def show(answer)
  puts answer.is_a?(String) ? answer : JSON.pretty_generate(answer)
end

{{/show}}
{{steps}}
