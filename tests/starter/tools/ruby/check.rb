# check.rb FILE…: whether each compiles, without a warning.
$VERBOSE = true
$stderr = $stdout
status = 0
ARGV.each do |file|
  RubyVM::InstructionSequence.compile(File.read(file, encoding: "UTF-8"), file)
rescue SyntaxError => fault
  puts "#{file}: #{fault.message}"
  status = 1
end
exit status
